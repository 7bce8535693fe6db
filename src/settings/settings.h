// What an organization may set: the weights of the plan and other judgements, each with its default, its
// bounds and a message that says what it does ("setting.<name>"). A judgement is labelled as one wherever it
// is used.
//
//   const Settings settings = settings::Read(connection, org_id);
//   ... settings.introductions_per_rep ...
#pragma once

#include <boost/describe/class.hpp>
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
  double mail_figures_only =
      0;  // 1: nobody sees when somebody else was last in touch, only how strong a tie is

  // What goes with somebody who leaves (docs/departure.md). The level was measured; the sizes are judgements.
  double departure_level = 0.154;  // of a typical client's sales, in the first year
  double departure_share = 2;      // weights of a logit, each as far as it pushes
  double departure_second = 0.7;
  double departure_years_person = 0.3;
  double departure_years_firm = 0.3;
  double departure_competitor = 0.7;
  double departure_handoff = 0.5;
  double departure_contraction = 0.05;  // what those who stay buy less; below 0: more
  double departure_correlation = 0.15;
  double handoff_minutes = 240;  // what a whole handoff takes of who hands over
};
BOOST_DESCRIBE_STRUCT(Settings, (),
                      (weight_similarity, weight_tie, weight_tenure, weight_capacity, weight_locality,
                       weight_performance, introductions_per_manager, introductions_per_rep, renewal_days,
                       revenue_spread_weight, growth_share, other_team_penalty, horizon_weeks, keep_below_fit,
                       capacity_minutes, load_base_minutes, load_open_deal_minutes, load_contact_minutes,
                       quiet_days, part_decides, part_supports, part_uses, weight_step_transfer_note,
                       weight_step_briefing, weight_step_warm_introduction, weight_step_overlap,
                       weight_step_second_thread, weight_step_client_choice, weight_step_silence,
                       weight_step_check, silence_days, overlap_weeks, mail_keep_months, mail_figures_only,
                       departure_level, departure_share, departure_second, departure_years_person,
                       departure_years_firm, departure_competitor, departure_handoff, departure_contraction,
                       departure_correlation, handoff_minutes))

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
