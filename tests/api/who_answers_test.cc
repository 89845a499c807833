#include "simulator/api/who_answers.h"

#include <gtest/gtest.h>

namespace sim::api {
namespace {

TEST(WhoAnswers, IsTheFirstThatThereIs) {
  struct Case {
    Candidates there;
    Answerer answers;
    const char* word;
  };
  const Case cases[] = {
      {{.fault = true, .stub = true, .model = true, .specification = true, .is_known = true},
       Answerer::Fault,
       "fault"},
      {{.stub = true, .model = true, .specification = true, .is_known = true}, Answerer::Stub, "stub"},
      {{.model = true, .specification = true, .is_known = true}, Answerer::Model, "model"},
      {{.specification = true, .is_known = true}, Answerer::Specification, "specification"},
      {{.specification = true}, Answerer::Specification, "specification"},
      {{.is_known = true}, Answerer::NotModelled, "nothing"},
      {{}, Answerer::Unknown, "nothing"},
      {{.stub = true}, Answerer::Stub, "stub"},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(who_answers(each.there), each.answers);
    EXPECT_EQ(answered_by(each.answers), each.word);
  }
}

TEST(WhoAnswers, IsToldInTheOrderOfTheRule) {
  Candidates all{true, true, true, true, true};
  for (const AnswererRow& row : answerer_table()) {
    EXPECT_EQ(who_answers(all), row.answerer) << row.sentence;
    // Without this one the next answers.
    if (row.answerer == Answerer::Fault) all.fault = false;
    if (row.answerer == Answerer::Stub) all.stub = false;
    if (row.answerer == Answerer::Model) all.model = false;
    if (row.answerer == Answerer::Specification) all.specification = false;
    if (row.answerer == Answerer::NotModelled) all.is_known = false;
  }
}

}  // namespace
}  // namespace sim::api
