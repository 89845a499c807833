"""What ci/bench measures, a module a figure; docs/benchmarks.md says how to read each."""
