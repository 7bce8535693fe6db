#include "plan/explanation.h"

#include <bit>
#include <string_view>
#include <variant>

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

namespace {

// 64 bits of FNV-1a, over the bytes and lengths of what is added.
class Digest {
 public:
  void Add(std::int64_t number) {
    for (int shift = 0; shift < 64; shift += 8) Byte(static_cast<unsigned char>(number >> shift));
  }
  void Add(std::string_view text) {
    Add(std::ssize(text));
    for (const char c : text) Byte(static_cast<unsigned char>(c));
  }
  void Add(const Message& message) {
    Add(message.key);
    for (const auto& [name, value] : message.arguments) {
      Add(name);
      std::visit([this](const auto& known) { AddValue(known); }, value);
    }
  }
  std::int64_t Value() const { return static_cast<std::int64_t>(sum_ >> 1); }  // fits a column

 private:
  void AddValue(std::int64_t number) { Add(number); }
  void AddValue(double number) { Add(std::bit_cast<std::int64_t>(number)); }
  void AddValue(const std::string& text) { Add(std::string_view(text)); }
  void Byte(unsigned char byte) { sum_ = (sum_ ^ byte) * 0x100000001B3u; }

  std::uint64_t sum_ = 0xCBF29CE484222325u;
};

}  // namespace

std::int64_t ContentOf(const DraftLine& line) {
  Digest digest;
  for (const Reason& reason : line.reasons) {
    digest.Add(reason.text);
    digest.Add(reason.kind == ReasonKind::pro ? 1 : 0);
  }
  digest.Add(std::ssize(line.fits));
  for (const PersonFit& fit : line.fits) {
    digest.Add(fit.person_id.value);
    digest.Add(fit.fit_permille);
  }
  if (line.hold_text) {
    digest.Add(*line.hold_text);
    digest.Add(line.hold && line.hold->until_on ? line.hold->until_on->days : -1);
  }
  digest.Add(line.unplaced ? 1 : 0);
  if (line.unplaced) digest.Add(*line.unplaced);
  if (line.remedy) {
    digest.Add(static_cast<std::int64_t>(line.remedy->kind));
    digest.Add(line.remedy->person_id.value);
    digest.Add(line.remedy->minutes);
    digest.Add(line.remedy->text);
  }
  digest.Add(line.locked_to ? line.locked_to->value : 0);
  digest.Add(line.next_best && line.next_best->is_exact ? line.next_best->others_moved : -1);
  return digest.Value();
}

Explanation ParseExplanation(const std::string& text) {
  auto explanation = json::FromText<Explanation>(text);
  Check(explanation.has_value(), "a plan line keeps its explanation");
  return std::move(*explanation);
}

}  // namespace baton::plan
