// What holds of an answer and of a calling card, decided without a database. Pure.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.h"
#include "client/client.h"

namespace baton::client {

// The fields of the form as they come.
struct AnswerForm {
  AnswerKind answer = AnswerKind::accept;
  std::optional<std::string> text;
  std::optional<std::string> person;  // an id, or empty
};
BOOST_DESCRIBE_STRUCT(AnswerForm, (), (answer, text, person))

// What the form says. `person_fault`: it names somebody by what is no id.
struct ReadAnswer {
  AnswerKind kind = AnswerKind::accept;
  std::string text;
  std::optional<Id> wanted_person_id;
  bool has_strange_person = false;
};
ReadAnswer Read(const AnswerForm& form);
// The message of what is wrong with it, if something is; `candidates` are who may be asked for.
std::optional<Message> FaultOf(const ReadAnswer& answer, std::span<const Id> candidates);
// Has the contact said the same the last time?
bool IsSame(const ReadAnswer& answer, const SaidAnswer& last);

struct CardInput {
  static constexpr const char* kSchemaName = "CallingCardInput";

  std::string phone;
  std::string picture;
};
BOOST_DESCRIBE_STRUCT(CardInput, (), (phone, picture))

inline constexpr std::size_t kMostPhoneCharacters = 40;
inline constexpr std::size_t kMostPictureBytes = 96u << 10;  // of the picture itself

std::vector<FieldFault> FaultsOf(const CardInput& input);

}  // namespace baton::client
