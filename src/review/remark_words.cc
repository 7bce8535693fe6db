#include "review/remark_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "base/text.h"
#include "review/prose.h"

namespace baton::review {
namespace {

// Lists hold folded words with a space around each, or phrases between bars.
struct Language {
  std::string_view code;
  std::string_view us;
  std::string_view you;
  std::string_view asks;
  std::string_view late;     // phrases that a sentence begins with
  std::string_view passive;  // the verbs before a participle
};

constexpr std::array<Language, 4> kLanguages = {{
    {"en", " we our ours us ourselves i my me mine we're we've we'll i'm i've i'll i'd ",
     " you your yours yourself you're you've you'll you'd ",
     "call|meet|reply|answer|let me know|write to|write back|send me|tell me|ring|would you|could you|may "
     "i|shall we|shall i"
     "|can we|suggest|monday|tuesday|wednesday|thursday|friday|tomorrow|next week|minutes|o'clock",
     "it is|it was|it has|there is|there are|there was|there were|i am writing|i'm writing|i wanted to|i "
     "just wanted"
     "|i would like to|i'd like to|my name is|this letter|this email|this e-mail|please find|please "
     "be|enclosed|attached"
     "|i hope this|let me introduce|allow me to",
     " is are was were be been being "},
    {"de",
     " wir unser unsere unserem unseren unserer unseres uns ich mein meine meinem meinen meiner mir mich ",
     " du dich dir dein deine deinem deinen euch euer eure ",
     "anrufen|rufen|treffen|antworten|antwort|schreiben sie|melden|sagen sie|passt|darf "
     "ich|montag|dienstag|mittwoch"
     "|donnerstag|freitag|morgen|nachste woche|minuten|uhr",
     "es ist|es war|es gibt|es wird|hiermit|ich schreibe|wir mochten|ich mochte|mein name ist|anbei|mit "
     "diesem|gerne mochten",
     " wird werden wurde wurden worden "},
    {"fr", " nous notre nos je mon ma mes moi ", " vous votre vos votres ",
     "appelez|appeler|repondez|repondre|rencontrer|dites-moi|ecrivez|rappeler|rendez-vous|lundi|mardi|"
     "mercredi|jeudi"
     "|vendredi|demain|semaine prochaine|minutes|heures",
     "c'est|il y a|il est|je vous ecris|je me permets|veuillez trouver|par la presente|je m'appelle|nous "
     "avons le plaisir",
     " est sont etait etaient fut ete sera seront "},
    {"es", " nosotros nuestro nuestra nuestros nuestras nos yo mi mis me ",
     " usted ustedes su sus suyo le les tu tus te ",
     "llame|llamar|llamame|responda|responder|reunir|reunirnos|digame|escribame|lunes|martes|miercoles|"
     "jueves|viernes"
     "|manana|proxima semana|minutos|hora",
     "es un|es una|hay|le escribo|me dirijo|por la presente|adjunto|me llamo|nos complace",
     " es son fue fueron sido sera seran "},
}};

const Language* Find(std::string_view code) {
  const auto* found = std::ranges::find(kLanguages, code, &Language::code);
  return found == kLanguages.end() ? nullptr : found;
}

bool Holds(std::string_view list, const std::string& folded) {
  return list.find(" " + folded + " ") != std::string_view::npos;
}

// Apostrophes as typed by hand, so that lists need one form only.
std::string Plain(std::string_view text) {
  std::string plain = Fold(text);
  constexpr std::string_view kCurly = "\xE2\x80\x99";
  for (std::size_t at = plain.find(kCurly); at != std::string::npos; at = plain.find(kCurly, at))
    plain.replace(at, kCurly.size(), "'");
  return plain;
}

// The words with a space around each.
std::string Padded(std::string_view text) {
  std::string padded = " ";
  for (const std::string_view word : WordsIn(text)) padded += Plain(word) + ' ';
  return padded;
}

constexpr std::array<std::string_view, 22> kIrregular = {
    "given", "made",  "sent", "known", "seen",    "done", "taken", "shown", "chosen", "written", "held",
    "built", "found", "kept", "told",  "brought", "led",  "won",   "set",   "put",    "born",    "paid"};

bool IsParticiple(const std::string& word, std::string_view language) {
  if (language == "en")
    return (word.size() > 4 && word.ends_with("ed")) ||
           std::ranges::find(kIrregular, word) != kIrregular.end();
  if (language == "de") {
    const bool has_ge = word.starts_with("ge") || word.find("ge", 1) != std::string::npos;
    return word.size() > 4 && has_ge && (word.ends_with('t') || word.ends_with("en"));
  }
  if (language == "fr") {
    return word.size() > 3 &&
           (word.ends_with('e') || word.ends_with("es") || word.ends_with("ee") || word.ends_with("ees")) &&
           (word.ends_with("ee") || word.ends_with("ees") || word.ends_with("ite") || word.ends_with("ise") ||
            word.ends_with("te"));
  }
  return word.size() > 4 && (word.ends_with("ado") || word.ends_with("ada") || word.ends_with("ido") ||
                             word.ends_with("ida") || word.ends_with("ados") || word.ends_with("adas") ||
                             word.ends_with("idos") || word.ends_with("idas"));
}

}  // namespace

bool IsOfUs(std::string_view word, std::string_view language) {
  const Language* const list = Find(language);
  return list != nullptr && Holds(list->us, Plain(word));
}

bool IsOfYou(std::string_view word, std::string_view language) {
  const Language* const list = Find(language);
  if (list == nullptr) return false;
  // German speaks to a client with capital letters.
  if (language == "de" && (word == "Sie" || word == "Ihnen" || word.starts_with("Ihr"))) return true;
  return Holds(list->you, Plain(word));
}

bool AsksForSomething(std::string_view sentence, std::string_view language) {
  if (sentence.find('?') != std::string_view::npos) return true;
  const Language* const list = Find(language);
  if (list == nullptr) return true;  // nothing is known, so nothing is said
  const std::string padded = Padded(sentence);
  return std::ranges::any_of(Split(list->asks, '|'), [&](std::string_view phrase) {
    return padded.find(" " + std::string(phrase) + " ") != std::string::npos;
  });
}

bool OpensLate(std::string_view opening, std::string_view language) {
  const Language* const list = Find(language);
  if (list == nullptr) return false;
  const std::string padded = Padded(opening);
  return std::ranges::any_of(Split(list->late, '|'), [&](std::string_view phrase) {
    return padded.starts_with(" " + std::string(phrase) + " ");
  });
}

bool IsPassive(std::string_view opening, std::string_view language) {
  const Language* const list = Find(language);
  if (list == nullptr) return false;
  const auto words = WordsIn(opening);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!Holds(list->passive, Plain(words[i]))) continue;
    // German puts the participle at the end of the clause.
    const std::size_t most = language == "de" ? words.size() : std::min(words.size(), i + 3);
    for (std::size_t j = i + 1; j < most; ++j) {
      if (IsParticiple(Plain(words[j]), language)) return true;
      if (language != "de" && !Plain(words[j]).ends_with("ly") && Plain(words[j]) != "not" &&
          Plain(words[j]) != "been")
        break;
    }
  }
  return false;
}

std::string_view NameOfFormula(Formula formula) {
  switch (formula) {
    case Formula::flesch:
      return "Flesch";
    case Formula::amstad:
      return "Amstad";
    case Formula::kandel_moles:
      return "Kandel-Moles";
    case Formula::szigriszt_pazos:
      return "Szigriszt-Pazos";
    case Formula::lix:
      break;
  }
  return "LIX";
}

}  // namespace baton::review
