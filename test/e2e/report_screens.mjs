// The screens of monthly reports, for screens.mjs: one to be written, one that was closed, and how they are to look.
// Two discs and two lines.
const logo = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAKgAAAAwCAMAAACyoMGoAAAADFBMVEX////AahILamAUIR4e/XuRAAAAAXRSTlMAQObYZgAAAJtJREFUeNrt2bEOgCAUQ1Fa//+fXRyIQVhetJXe1eUkJkRLaymZhsVzChD7RsQ+EeaAynsizBuVo0SYHZVPqTgvKakhBeZSUkOKeXPni1KsoojUBQoUS4/CHKFAtXRzKFAuDTRQdehnx70EFPiZNK8+0Jyjv4HmM2/fL3wfaPlfqA00S4nP9uSz5vnsoz6Ls9GGb3QrYnTPlPboBCn6G/rHbTUwAAAAAElFTkSuQmCC'

export const reportScreens = [
  { name: 'a monthly report, closed', as: 'jim', path: '/report?month=2026-10' },
  { name: 'a monthly report that still runs', as: 'jim', path: '/report?month=2026-11' },
  { name: 'a monthly report, for a rep', as: 'jada', path: '/report' },
  { name: 'the format of monthly reports', as: 'admin', path: '/settings?section=report', answers: [['/report-format', { logo, mail_day: 5 }]] },
]
