// What an organization may set: the weights of the plan and other judgements, each with its default, its
// bounds and a message that says what it does ("setting.<name>"). A judgement is labelled as one wherever it
// is used.
//
//   const Settings settings = settings::Read(connection, org_id);
//   ... settings.introductions_per_rep ...
#pragma once

#include <span>
#include <string_view>

#include "base/id.h"

namespace baton::db {
class Connection;
}

namespace baton::settings {

// Numbers all, so that one table and one screen serve them; whole numbers where `is_whole` says so.
struct Settings {
  // The plan (methods: docs/plan.md). Weights need not sum to one; they are normalised.
  double weight_similarity = 0.35;
  double weight_tie = 0.25;
  double weight_tenure = 0.15;
  double weight_capacity = 0.15;
  double weight_locality = 0.10;
  double weight_performance = 0.0;
  double introductions_per_manager = 3;  // a week
  double introductions_per_rep = 2;      // a week
  double renewal_days = 60;              // no introduction this close to a renewal
  double revenue_spread_weight = 0.2;    // price of revenue away from the fair share, against 1 for fit
  double growth_share = 0.25;            // of that fair share, the rest is revenue
  double other_team_penalty = 0.05;      // of a fit, for a rep of another team than that of the manager
  double horizon_weeks = 12;             // introductions are planned this far
  double keep_below_fit = 0.4;           // an account that fits nobody this well stays
  double capacity_minutes = 600;         // a week for accounts, of a rep who has none stated
  double load_base_minutes = 15;         // a week for any account without a stated load
  double load_open_deal_minutes = 20;    // more for each open deal
  double load_contact_minutes = 5;       // more for each contact
  double quiet_days = 90;                // an account without contact this long is urgent
  double joint_deal_amount = 0;          // in a deal of this size the manager may be; 0: no such rule

  // How close two are who were in touch (docs/ties.md). Judgements all; ties/judgement.h says what each does.
  double tie_meeting = 4;
  double tie_call = 3;
  double tie_mail_from_them = 1.5;
  double tie_mail = 1;
  double tie_quick_reply = 1.3;
  double tie_mail_half_life_days = 45;
  double tie_spoken_half_life_days = 90;
  double tie_thread_day_cap = 3;
  double tie_most_in_mail = 10;
  double tie_most_in_room = 25;
  double tie_strong = 0.6;
  double tie_good = 0.25;
  double tie_single_colleagues = 1.5;
  double tie_single_second = 0.25;
  double tie_said_well = 0.8;
  double tie_said_met_least = 0.1;
  double tie_said_met_most = 0.5;
  double tie_said_half_life_days = 365;

  // What a tie to a contact counts in a client's shares (docs/ties.md), by the contact's part in a purchase.
  double part_decides = 1;
  double part_supports = 0.8;  // also of who is not known to have one
  double part_uses = 0.4;

  // How far a handoff has come (docs/handoff.md): what each step counts. Need not sum to one. A judgement, but for
  // their order: a second thread has the strongest research behind it.
  double weight_step_transfer_note = 0.20;
  double weight_step_briefing = 0.10;
  double weight_step_warm_introduction = 0.20;
  double weight_step_overlap = 0.20;
  double weight_step_second_thread = 0.15;
  double weight_step_client_choice = 0.05;
  double weight_step_silence = 0.05;
  double weight_step_check = 0.05;
  double silence_days = 30;  // the former owner keeps out of it this long before a handoff is confirmed
  double overlap_weeks = 4;  // the former owner stays in reach this long after the account has moved

  // Who wrote to whom when (docs/traffic.md).
  double mail_keep_months = 24;  // older mail is not kept
  double mail_figures_only = 0;
  // Nobody sees when somebody else was last in touch, only how strong a tie is.
  bool HidesMailTimes() const { return mail_figures_only > 0; }

  // What goes with somebody who leaves (docs/departure.md). The level was measured; the sizes are judgements.
  double departure_level = 0.154;  // of a typical client's sales, lost in the first year
  double departure_share = 2;      // weights of a logit, each as far as it pushes
  double departure_second = 0.7;
  double departure_years_person = 0.3;
  double departure_years_firm = 0.3;
  double departure_competitor = 0.7;
  double departure_handoff = 0.5;
  double departure_contraction = 0.05;  // what those who stay buy less; below 0: more
  double departure_correlation = 0.15;
  // How far each of these may be off: one standard deviation of what we believe.
  double departure_level_spread = 0.5;  // of the level's logit
  double departure_share_spread = 1;
  double departure_second_spread = 0.5;
  double departure_years_person_spread = 0.3;
  double departure_years_firm_spread = 0.3;
  double departure_handoff_spread = 0.3;
  double handoff_minutes = 240;  // what a whole handoff takes of who hands over

  // What an hour is worth (docs/hour.md). Judgements all.
  double hour_margin_share = 0.3;        // of a won deal's amount, what is left of it
  double hour_added_share = 0.45;        // of what a manager wins, what a rep would not have won
  double hour_rep_selling_hours = 20;    // a week of a rep, in which wins are made
  double hour_preparation_minutes = 15;  // of the manager, for an hour with a rep

  // How long what is kept, and when an administrator is warned (docs/administration.md).
  double log_keep_months = 0;          // values in the log of deeds; 0: for ever. Who did what when stays
  double activity_keep_months = 0;     // meetings, calls and mails with clients; 0: for ever
  double backup_warn_days = 2;         // without a backup
  double restore_test_warn_days = 35;  // without a test that one can be restored
};

struct Definition {
  std::string_view name;
  double Settings::*member;
  double minimum;
  double maximum;
  bool is_whole;
  bool is_directors = false;  // a director changes it too
};

std::span<const Definition> Definitions();

// The stored values over the defaults.
Settings Read(db::Connection& connection, Id org_id);

}  // namespace baton::settings
