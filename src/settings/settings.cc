#include "settings/settings.h"

#include <array>

#include "settings/settings_store.h"

namespace baton::settings {
namespace {

// name, member, minimum, maximum, whole, a director's
constexpr std::array kDefinitions = {
    Definition{"weight_similarity", &Settings::weight_similarity, 0, 1, false},
    Definition{"weight_tie", &Settings::weight_tie, 0, 1, false},
    Definition{"weight_tenure", &Settings::weight_tenure, 0, 1, false},
    Definition{"weight_capacity", &Settings::weight_capacity, 0, 1, false},
    Definition{"weight_locality", &Settings::weight_locality, 0, 1, false},
    Definition{"weight_performance", &Settings::weight_performance, 0, 1, false},
    Definition{"introductions_per_manager", &Settings::introductions_per_manager, 1, 50, true},
    Definition{"introductions_per_rep", &Settings::introductions_per_rep, 1, 50, true},
    Definition{"renewal_days", &Settings::renewal_days, 0, 365, true},
    Definition{"revenue_spread_weight", &Settings::revenue_spread_weight, 0, 5, false},
    Definition{"growth_share", &Settings::growth_share, 0, 1, false},
    Definition{"other_team_penalty", &Settings::other_team_penalty, 0, 1, false},
    Definition{"horizon_weeks", &Settings::horizon_weeks, 1, 104, true},
    Definition{"keep_below_fit", &Settings::keep_below_fit, 0, 1, false},
    Definition{"capacity_minutes", &Settings::capacity_minutes, 0, 6000, true},
    Definition{"load_base_minutes", &Settings::load_base_minutes, 0, 600, true},
    Definition{"load_open_deal_minutes", &Settings::load_open_deal_minutes, 0, 600, true},
    Definition{"load_contact_minutes", &Settings::load_contact_minutes, 0, 600, true},
    Definition{"quiet_days", &Settings::quiet_days, 1, 730, true},
    Definition{"joint_deal_amount", &Settings::joint_deal_amount, 0, 1e9, true},
    Definition{"tie_meeting", &Settings::tie_meeting, 0, 10, false, true},
    Definition{"tie_call", &Settings::tie_call, 0, 10, false, true},
    Definition{"tie_mail_from_them", &Settings::tie_mail_from_them, 0, 10, false, true},
    Definition{"tie_mail", &Settings::tie_mail, 0, 10, false, true},
    Definition{"tie_quick_reply", &Settings::tie_quick_reply, 1, 3, false, true},
    Definition{"tie_mail_half_life_days", &Settings::tie_mail_half_life_days, 7, 730, true, true},
    Definition{"tie_spoken_half_life_days", &Settings::tie_spoken_half_life_days, 7, 730, true, true},
    Definition{"tie_thread_day_cap", &Settings::tie_thread_day_cap, 0.5, 20, false, true},
    Definition{"tie_most_in_mail", &Settings::tie_most_in_mail, 1, 10, true, true},
    Definition{"tie_most_in_room", &Settings::tie_most_in_room, 1, 100, true, true},
    Definition{"tie_strong", &Settings::tie_strong, 0.4, 0.95, false, true},
    Definition{"tie_good", &Settings::tie_good, 0.05, 0.35, false, true},
    Definition{"tie_single_colleagues", &Settings::tie_single_colleagues, 1, 4, false, true},
    Definition{"tie_single_second", &Settings::tie_single_second, 0.05, 0.95, false, true},
    Definition{"tie_said_well", &Settings::tie_said_well, 0.4, 0.95, false, true},
    Definition{"tie_said_met_least", &Settings::tie_said_met_least, 0.05, 0.35, false, true},
    Definition{"tie_said_met_most", &Settings::tie_said_met_most, 0.4, 0.95, false, true},
    Definition{"tie_said_half_life_days", &Settings::tie_said_half_life_days, 30, 1825, true, true},
    Definition{"part_decides", &Settings::part_decides, 0.05, 1, false},
    Definition{"part_supports", &Settings::part_supports, 0.05, 1, false},
    Definition{"part_uses", &Settings::part_uses, 0.05, 1, false},
    Definition{"weight_step_transfer_note", &Settings::weight_step_transfer_note, 0, 1, false},
    Definition{"weight_step_briefing", &Settings::weight_step_briefing, 0, 1, false},
    Definition{"weight_step_warm_introduction", &Settings::weight_step_warm_introduction, 0, 1, false},
    Definition{"weight_step_overlap", &Settings::weight_step_overlap, 0, 1, false},
    Definition{"weight_step_second_thread", &Settings::weight_step_second_thread, 0, 1, false},
    Definition{"weight_step_client_choice", &Settings::weight_step_client_choice, 0, 1, false},
    Definition{"weight_step_silence", &Settings::weight_step_silence, 0, 1, false},
    Definition{"weight_step_check", &Settings::weight_step_check, 0, 1, false},
    Definition{"silence_days", &Settings::silence_days, 7, 180, true},
    Definition{"overlap_weeks", &Settings::overlap_weeks, 0, 26, true},
    Definition{"mail_keep_months", &Settings::mail_keep_months, 1, 120, true},
    Definition{"mail_figures_only", &Settings::mail_figures_only, 0, 1, true},
    Definition{"departure_level", &Settings::departure_level, 0.01, 0.6, false, true},
    Definition{"departure_share", &Settings::departure_share, 0, 6, false, true},
    Definition{"departure_second", &Settings::departure_second, 0, 3, false, true},
    Definition{"departure_years_person", &Settings::departure_years_person, 0, 2, false, true},
    Definition{"departure_years_firm", &Settings::departure_years_firm, 0, 2, false, true},
    Definition{"departure_competitor", &Settings::departure_competitor, 0, 3, false, true},
    Definition{"departure_handoff", &Settings::departure_handoff, 0, 3, false, true},
    Definition{"departure_contraction", &Settings::departure_contraction, -0.3, 0.5, false, true},
    Definition{"departure_correlation", &Settings::departure_correlation, 0, 0.8, false, true},
    Definition{"departure_level_spread", &Settings::departure_level_spread, 0.05, 2, false, true},
    Definition{"departure_share_spread", &Settings::departure_share_spread, 0.05, 3, false, true},
    Definition{"departure_second_spread", &Settings::departure_second_spread, 0.05, 2, false, true},
    Definition{"departure_years_person_spread", &Settings::departure_years_person_spread, 0.05, 1, false,
               true},
    Definition{"departure_years_firm_spread", &Settings::departure_years_firm_spread, 0.05, 1, false, true},
    Definition{"departure_handoff_spread", &Settings::departure_handoff_spread, 0.05, 2, false, true},
    Definition{"handoff_minutes", &Settings::handoff_minutes, 30, 2400, true, true},
    Definition{"hour_margin_share", &Settings::hour_margin_share, 0.01, 1, false, true},
    Definition{"hour_added_share", &Settings::hour_added_share, 0.05, 0.95, false, true},
    Definition{"hour_rep_selling_hours", &Settings::hour_rep_selling_hours, 1, 60, false, true},
    Definition{"hour_preparation_minutes", &Settings::hour_preparation_minutes, 0, 240, true, true},
    Definition{"log_keep_months", &Settings::log_keep_months, 0, 240, true},
    Definition{"activity_keep_months", &Settings::activity_keep_months, 0, 240, true},
    Definition{"backup_warn_days", &Settings::backup_warn_days, 1, 90, true},
    Definition{"restore_test_warn_days", &Settings::restore_test_warn_days, 1, 365, true},
};

}  // namespace

std::span<const Definition> Definitions() { return kDefinitions; }

Settings Read(db::Connection& connection, Id org_id) {
  Settings settings;
  for (const Setting& stored : FindSettings(connection, org_id)) {
    for (const Definition& definition : kDefinitions) {
      if (definition.name == stored.name) settings.*definition.member = NumberOf(stored);
    }
  }
  return settings;
}

}  // namespace baton::settings
