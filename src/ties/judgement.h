// All that rests on judgement where it is asked who is close to whom: an organization may set each number (settings/settings.h), and
// the defaults are those of the structures below. What is evidence and what is not: docs/ties.md.
//
//   const Judgement judgement = JudgementOf(settings::Read(connection, org_id));
//   Strength strength(judgement.weights);
//   if (learning.judged != LearntBy(judgement)) ... what was learnt is not what would be learnt now ...
//
// Pure, thread-safe.
#pragma once

#include <string>

#include "settings/settings.h"
#include "ties/breadth.h"
#include "ties/said.h"
#include "ties/strength.h"
#include "ties/touches.h"

namespace baton::ties {

// From which strength on a tie is called so. One as strong as one in four of the organization's, and alike from both sides, has 0.63.
struct WordBounds {
  double strong = 0.6;
  double good = 0.25;
};

struct Judgement {
  StrengthWeights weights;
  TouchBounds touches;
  WordBounds words;
  ThreadBounds thread;
  SaidWeights said;
};

Judgement JudgementOf(const settings::Settings& settings);

// A word for those numbers that what is kept of a tie depends on: another where one of them is another.
std::string LearntBy(const Judgement& judgement);

}  // namespace baton::ties
