// Whom the organization names, and an outside mentor's booking page.
#include "action/action.h"
#include "action/version.h"
#include "base/text.h"
#include "http/router.h"
#include "mentor/mentor_routes.h"
#include "mentor/mentor_store.h"
#include "outward/fetch.h"
#include "people/directory.h"

namespace baton::mentor {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct MentorView {
  static constexpr const char* kSchemaName = "Mentor";

  Id id;
  std::int64_t version = 0;
  people::PersonRef person;
  std::string about;
};
BOOST_DESCRIBE_STRUCT(MentorView, (), (id, version, person, about))

struct LinkView {
  static constexpr const char* kSchemaName = "MentorLink";

  std::string label;
  std::string url;
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (label, url))

struct MentorsView {
  static constexpr const char* kSchemaName = "Mentors";

  std::vector<MentorView> items;
  std::optional<LinkView> link;
  bool may_change = false;
};
BOOST_DESCRIBE_STRUCT(MentorsView, (), (items, link, may_change))

struct MentorInput {
  static constexpr const char* kSchemaName = "MentorInput";

  Id person_id;
  std::optional<std::string> about;
};
BOOST_DESCRIBE_STRUCT(MentorInput, (), (person_id, about))

struct LinkInput {
  static constexpr const char* kSchemaName = "MentorLinkInput";

  std::string label;
  std::string url;  // https; empty: there is none any more
};
BOOST_DESCRIBE_STRUCT(LinkInput, (), (label, url))

MentorsView ListMentors(const Call& call, db::Connection& connection) {
  MentorsView view;
  const auto mentors = FindMentors(connection, call.org_id());
  std::vector<Id> ids;
  for (const Mentor& one : mentors) ids.push_back(one.person_id);
  const auto people = people::FindRefs(connection, call.org_id(), ids);
  for (const Mentor& one : mentors) {
    if (const auto found = people.find(one.person_id); found != people.end())
      view.items.push_back({one.id, one.version, found->second, one.about});
  }
  if (const auto link = FindLink(connection, call.org_id())) view.link = LinkView{link->label, link->url};
  view.may_change = static_cast<bool>(access::ScopeOf(call.principal(), Deed::change, Word::mentor));
  return view;
}

Result<MentorsView> Name(const Call& call, const MentorInput& input) {
  std::string about(Trim(input.about.value_or("")));
  if (auto fault = FaultOfWords(about, "about", kMaxAbout, false)) return Fail(std::move(*fault));
  return call.Write([&](db::Tx& tx) -> Result<MentorsView> {
    const auto person = people::FindPerson(tx, call.org_id(), input.person_id);
    // An administrator sees no conversations, so none is with one.
    if (!person || person->is_placeholder || person->role == access::Role::administrator)
      return Fail(FieldFault{"person_id", {"problem.mentor.nobody"}});
    if (FindMentorOfPerson(tx, call.org_id(), input.person_id))
      return Fail(FieldFault{"person_id", {"problem.mentor.named"}});
    Mentor mentor{.id = tx.NewId(), .person_id = input.person_id, .about = about, .created_at = call.now()};
    action::Action action(tx, call, "mentor.name", mentor.id);
    action.Insert(std::move(mentor));
    return ListMentors(call, tx);
  });
}

Result<MentorsView> TakeOff(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<MentorsView> {
    const auto mentor = FindMentor(tx, call.org_id(), id);
    if (!mentor) return NotFound("mentor");
    if (auto current = action::CheckVersion(call, mentor->version, "mentor"); !current)
      return Fail(current.error());
    action::Action action(tx, call, "mentor.take_off", id);
    action.Delete(*mentor);
    return ListMentors(call, tx);
  });
}

Result<MentorsView> SetLink(const Call& call, const LinkInput& input) {
  const std::string label(Trim(input.label));
  const std::string url(Trim(input.url));
  if (auto fault = FaultOfWords(label, "label", kMaxAbout, !url.empty())) return Fail(std::move(*fault));
  if (!url.empty()) {
    // Opened by people in a browser: on the public internet, by https.
    if (const auto why = outward::WhyNotAnAddress(url, outward::Hosts::public_only))
      return Fail(FieldFault{"url", {*why}});
  }
  return call.Write([&](db::Tx& tx) -> Result<MentorsView> {
    const auto before = FindLink(tx, call.org_id());
    action::Action action(tx, call, "mentor.link");
    if (url.empty()) {
      if (before) action.Delete(*before);
    } else if (before) {
      MentorLink after = *before;
      after.label = label;
      after.url = url;
      if (auto saved = action.Update(*before, after); !saved) return Fail(saved.error());
    } else {
      action.Insert(MentorLink{.label = label, .url = url});
    }
    return ListMentors(call, tx);
  });
}

}  // namespace

void AddListRoutes(http::Router& router) {
  router.Get("/api/v1/mentors", {.name = "listMentors", .deed = Deed::read, .word = Word::mentor},
             [](const Call& call) -> Result<MentorsView> { return ListMentors(call, call.db()); });
  router.Post("/api/v1/mentors", {.name = "nameMentor", .deed = Deed::create, .word = Word::mentor}, Name);
  router.Post("/api/v1/mentors/{id}/take-off",
              {.name = "takeOffMentor",
               .deed = Deed::remove,
               .word = Word::mentor,
               .status = 200,
               .versioned = true,
               .summary = "Nobody asks this person any more; conversations that are planned stay"},
              TakeOff);
  router.Post("/api/v1/mentor-link",
              {.name = "setMentorLink",
               .deed = Deed::change,
               .word = Word::mentor,
               .status = 200,
               .summary = "Where an outside mentor is booked; an empty address takes it out"},
              SetLink);
}

}  // namespace baton::mentor
