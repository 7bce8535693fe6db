// The words of English, German, French and Spanish that remarks look for. In other languages nothing is found. Pure.
#pragma once

#include <string_view>

#include "review/readability.h"

namespace baton::review {

bool IsOfUs(std::string_view word, std::string_view language);   // we, our, I, my
bool IsOfYou(std::string_view word, std::string_view language);  // you, your
// A question, a day or a time, or a word that asks the reader to do something.
bool AsksForSomething(std::string_view sentence, std::string_view language);
// "It is ...", "I am writing to ...": the news comes later.
bool OpensLate(std::string_view opening, std::string_view language);
// "was founded", "werden ... gemacht".
bool IsPassive(std::string_view opening, std::string_view language);

// "Flesch", "Amstad", "Kandel-Moles", "Szigriszt-Pazos", "LIX".
std::string_view NameOfFormula(Formula formula);

}  // namespace baton::review
