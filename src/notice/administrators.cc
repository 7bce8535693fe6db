#include "notice/administrators.h"

#include "people/directory.h"

namespace baton::notice {

void EmitToAdministrators(action::Action& action, const Message& message, const std::string& link) {
  for (const people::Person& person : people::FindPeople(action.tx(), action.org_id())) {
    if (person.role != access::Role::administrator || person.is_placeholder) continue;
    Emit(action, person.id, message, link);
  }
}

}  // namespace baton::notice
