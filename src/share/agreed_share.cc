#include "share/agreed_share.h"

#include <set>

#include "base/text.h"

namespace baton::share {

std::vector<FieldFault> FaultsOf(const ShareInput& input, Day today) {
  std::vector<FieldFault> faults;
  if (input.account_ids.empty() && !input.share_percent) {
    faults.push_back({"account_ids", {"problem.agreed_share.nothing_kept"}});
  }
  const std::set<Id> distinct(input.account_ids.begin(), input.account_ids.end());
  if (input.account_ids.size() > kMaxAccounts || distinct.size() != input.account_ids.size()) {
    faults.push_back({"account_ids", {"problem.field.count", {{"limit", std::int64_t{kMaxAccounts}}}}});
  }
  if (input.share_percent && (*input.share_percent < 1 || *input.share_percent > 100)) {
    faults.push_back(
        {"share_percent", {"problem.field.out_of_range", {{"minimum", 1.0}, {"maximum", 100.0}}}});
  }
  if (input.until_on < today) faults.push_back({"until_on", {"problem.agreed_share.past"}});
  if (input.note && CountCharacters(*input.note) > kMaxNoteCharacters) {
    faults.push_back({"note", {"problem.field.too_long", {{"limit", std::int64_t{kMaxNoteCharacters}}}}});
  }
  return faults;
}

ShareState StateOf(const AgreedShare& share, Day today) {
  if (share.ended_at) return ShareState::ended;
  if (!share.agreed_at) return ShareState::proposed;
  return share.until_on < today ? ShareState::over : ShareState::agreed;
}

std::vector<ShareDeed> DeedsOf(const AgreedShare& share, Id person_id, Day today) {
  const bool is_one_of_two = person_id == share.manager_id || person_id == share.director_id;
  const ShareState state = StateOf(share, today);
  if (!is_one_of_two || (state != ShareState::proposed && state != ShareState::agreed)) return {};
  std::vector<ShareDeed> deeds;
  if (state == ShareState::proposed && person_id != share.proposed_by) deeds.push_back(ShareDeed::agree);
  deeds.push_back(ShareDeed::end);
  return deeds;
}

}  // namespace baton::share
