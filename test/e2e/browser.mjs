// Debian's Chromium without a window, driven by the playwright-core of web/: a visit costs it a sixth less than the one with windows, and a
// fifth less again without the compilers for code that runs long, since no page lives long here. Its sandbox is off only for root, who
// cannot have one.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const require = createRequire(join(root, 'web/package.json'))

export async function openBrowser() {
  const executablePath = '/usr/bin/chromium-headless-shell'
  if (!existsSync(executablePath)) throw new Error(`there is no ${executablePath} (script/bootstrap --test)`)
  const { chromium } = require('playwright-core')
  const args = ['--js-flags=--no-opt --no-maglev', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])]
  return chromium.launch({ executablePath, args, chromiumSandbox: process.getuid() !== 0 })
}

export const axeSource = () => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
