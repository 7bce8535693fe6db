// What letters can say of a client and a handoff: the fields of each kind of template, and their values from the facts. Names
// and numbers mean themselves in every language; phrases ("for 9 years") are messages, said in the letter's language where
// Baton speaks it, else in English. Pure.
#pragma once

#include <array>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "letter/template.h"
#include "words/catalogue.h"

namespace baton::letter {

enum class TemplateKind {
  introduction,   // to the client: who looks after them from now on
  my_job_client,  // the paragraph in it that says what the manager does now
  my_job_team,    // the same to the team
};
BOOST_DESCRIBE_ENUM(TemplateKind, introduction, my_job_client, my_job_team)

inline constexpr std::array kTemplateKinds{TemplateKind::introduction, TemplateKind::my_job_client,
                                           TemplateKind::my_job_team};

// Described by the messages "letter.field.<name>" and "letter.example.<name>".
struct Field {
  std::string_view name;
  bool is_phrase = false;
};
std::span<const Field> FieldsOf(TemplateKind kind);
std::vector<std::string_view> FieldNames(TemplateKind kind);

struct LetterFacts {
  std::string account;
  std::string industry;
  std::string contact;  // empty: nobody is known there
  std::string former;
  std::string successor;
  std::string successor_title;
  std::string successor_email;
  std::optional<Day> owner_since;  // of the former owner
  Day today;
  std::int64_t met = 0;                  // meetings of the successor with contacts of the account
  std::int64_t clients_in_industry = 0;  // of the successor, without this account
  std::int64_t open_deals = 0;
  std::optional<Day> introduction_on = {};
  std::string my_job;  // Markdown; empty: nothing is agreed
  std::string page;    // Markdown: where the client's page is, when it is sent along
};
Values ValuesOf(const LetterFacts& facts, std::string_view language, const words::Catalogue& catalogue);

struct TeamFacts {
  std::string manager;
  // Markdown, in the manager's words.
  std::string stops;
  std::string decide;
  std::string there;
};
Values ValuesOf(const TeamFacts& facts);

// Values of nobody in particular: the examples that describe the fields, for a preview without a client.
Values ExamplesOf(TemplateKind kind, std::string_view language, const words::Catalogue& catalogue);

// Of those the template of this kind names, the phrases that are said in English although the letter is not.
std::vector<std::string> ForeignFields(TemplateKind kind, const Template& letter, std::string_view language,
                                       const words::Catalogue& catalogue);

// Baton's own words.
struct Wording {
  std::string subject;
  std::string body;
};
Wording DefaultWording(TemplateKind kind, std::string_view language, const words::Catalogue& catalogue);

// The language of whoever reads the letter, not of whoever looks at it here: the first of `wanted` (the contact's, the
// organization's) that there is, or that there is without its country ("de" for "de-AT"); "en" where there is none.
std::string LetterLanguage(std::span<const std::string> wanted,
                           const std::function<bool(std::string_view language)>& is_written_in);

}  // namespace baton::letter
