#include "plan/explanation.h"

#include "base/check.h"
#include "json/arguments.h"
#include "json/json.h"

namespace baton::plan {

StoredMessage Store(const Message& message) { return {message.key, json::ToText(message.arguments)}; }

Message Restore(const StoredMessage& stored) { return {stored.key, json::ParseArguments(stored.arguments)}; }

Explanation ExplanationOf(const DraftLine& line) {
  Explanation explanation;
  for (const Reason& reason : line.reasons) {
    explanation.reasons.push_back({Store(reason.text), reason.kind == ReasonKind::pro});
  }
  for (const PersonFit& fit : line.fits) explanation.fits.push_back({fit.person_id, fit.fit_permille});
  if (line.hold_text) {
    explanation.hold = StoredHold{Store(*line.hold_text), line.hold ? line.hold->until_on : std::nullopt};
  }
  if (line.unplaced) explanation.unplaced = Store(*line.unplaced);
  if (line.remedy) {
    explanation.remedy = StoredRemedy{line.remedy->kind, line.remedy->person_id, line.remedy->minutes,
                                      Store(line.remedy->text)};
  }
  explanation.locked_to = line.locked_to;
  explanation.is_next_best_exact = line.next_best && line.next_best->is_exact;
  if (explanation.is_next_best_exact) explanation.others_moved = line.next_best->others_moved;
  return explanation;
}

Explanation ParseExplanation(const std::string& text) {
  auto explanation = json::FromText<Explanation>(text);
  Check(explanation.has_value(), "a plan line keeps its explanation");
  return std::move(*explanation);
}

}  // namespace baton::plan
