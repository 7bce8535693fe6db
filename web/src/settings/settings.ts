// Settings as their sections group and say them: weights are parts of a whole, others minutes, days or counts.
import type { Schema } from '../api/client';
import { hours, number, percent } from '../lib/format';
import { t } from '../messages';

export type Setting = Schema<'Setting'>;

export const planGroups = [
  {
    name: 'weights',
    names: ['weight_similarity', 'weight_tie', 'weight_tenure', 'weight_capacity', 'weight_locality', 'weight_performance'],
  },
  {
    name: 'steps',
    names: [
      'weight_step_transfer_note',
      'weight_step_briefing',
      'weight_step_warm_introduction',
      'weight_step_overlap',
      'weight_step_second_thread',
      'weight_step_client_choice',
      'weight_step_silence',
      'weight_step_check',
      'silence_days',
      'overlap_weeks',
    ],
  },
  { name: 'limits', names: ['introductions_per_manager', 'introductions_per_rep', 'renewal_days', 'horizon_weeks'] },
  { name: 'load', names: ['capacity_minutes', 'load_base_minutes', 'load_open_deal_minutes', 'load_contact_minutes'] },
  { name: 'other', names: ['revenue_spread_weight', 'growth_share', 'other_team_penalty', 'keep_below_fit', 'quiet_days'] },
  { name: 'joint', names: ['joint_deal_amount'] },
] as const;
export const tieGroups = [
  { name: 'ties_counts', names: ['tie_meeting', 'tie_call', 'tie_mail_from_them', 'tie_mail', 'tie_quick_reply', 'tie_thread_day_cap'] },
  { name: 'ties_fading', names: ['tie_spoken_half_life_days', 'tie_mail_half_life_days', 'tie_most_in_mail', 'tie_most_in_room'] },
  { name: 'ties_words', names: ['tie_strong', 'tie_good', 'tie_single_colleagues', 'tie_single_second'] },
  { name: 'ties_said', names: ['tie_said_well', 'tie_said_met_least', 'tie_said_met_most', 'tie_said_half_life_days'] },
  { name: 'parts', names: ['part_decides', 'part_supports', 'part_uses'] },
] as const;
export const departureGroups = [
  { name: 'departure', names: ['departure_level', 'departure_contraction', 'departure_correlation', 'handoff_minutes'] },
  {
    name: 'departure_weights',
    names: ['departure_share', 'departure_second', 'departure_years_person', 'departure_years_firm', 'departure_competitor', 'departure_handoff'],
  },
  {
    name: 'departure_spreads',
    names: [
      'departure_level_spread',
      'departure_share_spread',
      'departure_second_spread',
      'departure_years_person_spread',
      'departure_years_firm_spread',
      'departure_handoff_spread',
    ],
  },
] as const;
export const hourGroups = [
  { name: 'hour', names: ['hour_margin_share', 'hour_added_share', 'hour_rep_selling_hours', 'hour_preparation_minutes'] },
] as const;
export const retentionGroups = [{ name: 'retention', names: ['log_keep_months', 'activity_keep_months', 'mail_keep_months'] }] as const;
export const backupGroups = [{ name: 'backups', names: ['backup_warn_days', 'restore_test_warn_days'] }] as const;
export type Group = (typeof planGroups)[number] | (typeof tieGroups)[number] | (typeof departureGroups)[number] | (typeof hourGroups)[number] | (typeof retentionGroups)[number] | (typeof backupGroups)[number];
export type SettingName = Group['names'][number];

const shares = ['tie_single_second', 'part_decides', 'part_supports', 'part_uses', 'keep_below_fit', 'revenue_spread_weight', 'growth_share', 'other_team_penalty', 'departure_level', 'departure_contraction', 'departure_correlation', 'hour_margin_share', 'hour_added_share'];

export function valueText(name: SettingName, value: number): string {
  if (name.endsWith('_minutes')) return hours(value);
  if (name === 'hour_rep_selling_hours') return hours(value * 60);
  if (name.endsWith('_keep_months')) return value === 0 ? t('ui.settings.for_ever') : t('ui.settings.months', { count: value });
  if (name.endsWith('_days')) return t('ui.settings.days', { count: value });
  if (name.endsWith('_weeks')) return t('ui.settings.weeks', { count: value });
  if (name.startsWith('weight_') || shares.includes(name)) return percent(value, name === 'departure_level' ? 1 : 0);
  return number(value, { maximumFractionDigits: 2 });
}

// How finely its slider moves.
export function stepOf(setting: Pick<Setting, 'is_whole' | 'minimum' | 'maximum' | 'name'>): number {
  if (setting.name.endsWith('_minutes')) return setting.maximum > 1000 ? 30 : 5;
  if (setting.is_whole || setting.name === 'hour_rep_selling_hours') return 1;
  if (setting.name === 'departure_level') return 0.002;
  if (setting.name === 'departure_contraction') return 0.01;
  if (setting.name.endsWith('_spread')) return 0.05;
  return setting.maximum <= 1 ? 0.05 : 0.1;
}

// A weight counts with its share of all weights of its group: those of fit, or those of a handoff's steps.
export function shareOf(name: string, settings: readonly Pick<Setting, 'name' | 'value'>[]): number {
  const isStep = (one: string) => one.startsWith('weight_step_');
  const weights = settings.filter((setting) => setting.name.startsWith('weight_') && isStep(setting.name) === isStep(name));
  const sum = weights.reduce((total, setting) => total + setting.value, 0);
  return sum > 0 ? (weights.find((setting) => setting.name === name)?.value ?? 0) / sum : 0;
}
