#include "intake/stage_words.h"

#include <array>
#include <string>

#include "base/text.h"

namespace baton::intake {
namespace {

using enum book::StageCategory;

struct CategoryWord {
  std::string_view word;
  book::StageCategory category;
};

// The first that the folded name holds decides: "closed lost" before "closed".
constexpr std::array kWords = {
    CategoryWord{"lost", lost},
    CategoryWord{"verloren", lost},
    CategoryWord{"perdu", lost},
    CategoryWord{"perdid", lost},
    CategoryWord{"abandon", lost},
    CategoryWord{"disqualif", lost},
    CategoryWord{"dead", lost},
    CategoryWord{"unqualified", lost},
    CategoryWord{"won", won},
    CategoryWord{"gewonnen", won},
    CategoryWord{"gagne", won},
    CategoryWord{"ganad", won},
    CategoryWord{"closing", signature},
    CategoryWord{"contract", signature},
    CategoryWord{"negotiat", signature},
    CategoryWord{"signature", signature},
    CategoryWord{"commit", signature},
    CategoryWord{"verhandlung", signature},
    CategoryWord{"vertrag", signature},
    CategoryWord{"negociat", signature},
    CategoryWord{"contrat", signature},
    CategoryWord{"verbal", signature},
    CategoryWord{"legal", signature},
    CategoryWord{"propos", proposal},
    CategoryWord{"quote", proposal},
    CategoryWord{"offer", proposal},
    CategoryWord{"angebot", proposal},
    CategoryWord{"price", proposal},
    CategoryWord{"presentation", proposal},
    CategoryWord{"demo", proposal},
    CategoryWord{"trial", proposal},
    CategoryWord{"pilot", proposal},
};

}  // namespace

book::StageCategory CategoryOf(std::string_view stage_name) {
  const std::string name = IsUtf8(stage_name) ? Fold(stage_name) : std::string();
  for (const CategoryWord& word : kWords) {
    if (name.find(word.word) != std::string::npos) return word.category;
  }
  return early;
}

}  // namespace baton::intake
