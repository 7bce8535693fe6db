declare module 'virtual:help/*' {
  const pages: import('./pages').HelpText[];
  export default pages;
}
