/**
 * A Vitest reporter that writes the counts `npm test` prints (see test-counts.mjs) to the file
 * named in `DESCANT_TEST_COUNTS`. Vitest's own JSON report leaves out why a test was skipped.
 */

import { writeFileSync } from 'node:fs';
import { firstLine, noCounts } from './test-counts.mjs';

class VitestCounts {
  /** @param {readonly import('vitest/node').TestModule[]} modules @param {readonly { message?: string }[]} unhandledErrors */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.DESCANT_TEST_COUNTS;
    if (file === undefined) return;
    const counts = noCounts();
    for (const module of modules) {
      for (const error of module.errors()) {
        counts.failed.push(`${module.relativeModuleId}: ${firstLine(error.message)}`);
      }
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors()) counts.failed.push(`${suite.fullName}: ${firstLine(error.message)}`);
      }
      for (const test of module.children.allTests()) {
        const name = `${module.relativeModuleId} › ${test.fullName}`;
        const result = test.result();
        if (result.state === 'passed') counts.passed += 1;
        else if (result.state === 'skipped') counts.skipped.push({ name, reason: result.note ?? 'no reason given' });
        else counts.failed.push(name);
      }
    }
    for (const error of unhandledErrors) counts.failed.push(`outside any test: ${firstLine(error.message)}`);
    writeFileSync(file, JSON.stringify(counts));
  }
}

// Vitest takes a reporter from a file only as its default export.
export default VitestCounts;
