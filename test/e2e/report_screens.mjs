// The screens of monthly reports, for screens.mjs: one to be written, one that was closed, and how they look.
export const reportScreens = [
  { name: 'a monthly report, closed', as: 'jim', path: '/report?month=2026-10' },
  { name: 'a monthly report that still runs', as: 'jim', path: '/report?month=2026-11' },
  { name: 'a monthly report, for a rep', as: 'jada', path: '/report' },
]
