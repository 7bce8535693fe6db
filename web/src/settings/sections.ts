// The parts of the settings: each is a chunk of its own and has its word in the address (?section=plan).
import type { Component } from 'svelte';
import { may, type Session } from '../session/session';

export interface Section {
  name: 'organization' | 'plan' | 'ties' | 'departure' | 'hour' | 'report' | 'stages' | 'skills' | 'tokens' | 'security' | 'looks' | 'audit' | 'data' | 'mail' | 'calendar' | 'notices' | 'webhooks' | 'phone' | 'about';
  load: () => Promise<{ default: Component }>;
  isFor?: (session: Session) => boolean;
}

export const sections: readonly Section[] = [
  { name: 'organization', load: () => import('./OrganizationSection.svelte') },
  { name: 'plan', load: () => import('./PlanSection.svelte') },
  { name: 'ties', load: () => import('./TiesSection.svelte') },
  { name: 'departure', load: () => import('./DepartureSection.svelte') },
  { name: 'hour', load: () => import('./HourSection.svelte') },
  { name: 'report', load: () => import('../report/FormatSection.svelte'), isFor: (session) => may(session, 'change', 'settings') },
  { name: 'stages', load: () => import('./StagesSection.svelte') },
  { name: 'skills', load: () => import('../skill/SkillsSection.svelte') },
  { name: 'data', load: () => import('./DataSection.svelte') },
  { name: 'mail', load: () => import('./MailSection.svelte'), isFor: (session) => may(session, 'change', 'mail_relay') },
  { name: 'webhooks', load: () => import('../webhook/WebhooksSection.svelte'), isFor: (session) => may(session, 'read', 'webhook') },
  { name: 'calendar', load: () => import('../calendar/CalendarSection.svelte') },
  { name: 'notices', load: () => import('../digest/DigestSection.svelte') },
  { name: 'audit', load: () => import('../audit/AuditLog.svelte'), isFor: (session) => may(session, 'read', 'action') },
  { name: 'tokens', load: () => import('./TokensSection.svelte'), isFor: (session) => may(session, 'create', 'token') },
  { name: 'security', load: () => import('./SecuritySection.svelte') },
  { name: 'looks', load: () => import('./LooksSection.svelte') },
  { name: 'phone', load: () => import('./PhoneSection.svelte') },
  { name: 'about', load: () => import('./AboutSection.svelte') },
];

export function sectionsFor(session: Session): Section[] {
  return sections.filter((section) => section.isFor?.(session) ?? true);
}
