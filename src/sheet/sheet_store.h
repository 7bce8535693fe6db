// Handover sheets and promises to clients, read and written. Whoever may see the handoff may see its sheet; the callers
// have asked. Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "action/action.h"
#include "db/connection.h"
#include "handoff/handoff.h"
#include "sheet/directory.h"
#include "sheet/sheet_rules.h"

namespace baton::sheet {

std::optional<HandoverSheet> FindSheet(db::Connection& connection, Id org_id, Id handoff_id);
std::optional<ClientPromise> FindPromise(db::Connection& connection, Id org_id, Id id);
// Of one account: those not kept by their day, then the others.
std::vector<ClientPromise> ListPromises(db::Connection& connection, Id org_id, Id account_id);
std::vector<ClientPromiseView> ViewPromises(db::Connection& connection, Id org_id,
                                            std::span<const ClientPromise> promises);

// Writes the words; the successor hears of the first ones. `before` is what FindSheet found.
Result<HandoverSheet> Write(action::Action& action, const handoff::Handoff& handoff,
                            const std::optional<HandoverSheet>& before, const SheetWords& words);
// The successor's own words: the former owner is told, and the handoff has its transfer note.
Result<HandoverSheet> ReadBack(action::Action& action, const handoff::Handoff& handoff,
                               const HandoverSheet& before, std::string_view text);

}  // namespace baton::sheet
