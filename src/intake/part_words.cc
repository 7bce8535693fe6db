#include "intake/part_words.h"

#include <array>
#include <string>

#include "base/text.h"

namespace baton::intake {
namespace {

using enum book::ContactPart;

struct PartWord {
  std::string_view word;
  book::ContactPart part;
};

// The first that the folded role holds decides: "executive sponsor" before "sponsor".
constexpr std::array kPartWords = {
    PartWord{"decid", decides},      PartWord{"decision", decides}, PartWord{"entscheid", decides},
    PartWord{"decisor", decides},    PartWord{"budget", decides},   PartWord{"economic", decides},
    PartWord{"executive", decides},  PartWord{"uses", uses},        PartWord{"user", uses},
    PartWord{"anwend", uses},        PartWord{"nutzer", uses},      PartWord{"utilisat", uses},
    PartWord{"usuari", uses},        PartWord{"support", supports}, PartWord{"influenc", supports},
    PartWord{"champion", supports},  PartWord{"sponsor", supports}, PartWord{"evaluator", supports},
    PartWord{"technical", supports}, PartWord{"legal", supports},   PartWord{"unterstutz", supports},
    PartWord{"beeinfluss", supports}};

}  // namespace

std::optional<book::ContactPart> PartOf(std::string_view role) {
  const std::string folded = IsUtf8(role) ? Fold(role) : std::string();
  for (const PartWord& word : kPartWords) {
    if (folded.find(word.word) != std::string::npos) return word.part;
  }
  return std::nullopt;
}

}  // namespace baton::intake
