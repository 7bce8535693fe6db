// Who is asking: a person of one organization in a role, signed in by a session or calling with an API token.
#pragma once

#include <boost/describe/enum.hpp>
#include <string>

#include "base/id.h"

namespace baton::access {

enum class Role { administrator, director, manager, rep };
BOOST_DESCRIBE_ENUM(Role, administrator, director, manager, rep)

// What an API token may do; a session has `all`.
enum class TokenScope { all, read };
BOOST_DESCRIBE_ENUM(TokenScope, all, read)

struct Principal {
  Id org_id;
  Id person_id;
  Role role = Role::rep;
  TokenScope token_scope = TokenScope::all;
  Id session_id;         // none when a token called
  std::string language;  // of the person; the edge renders messages in it
};

}  // namespace baton::access
