"""The parts of the Application `faulty`: one module for each thing it must be able to do."""
