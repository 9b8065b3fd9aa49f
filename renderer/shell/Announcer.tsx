/** The polite live region, and the rare words about progress that go into it. */
import { useEffect } from 'react';
import { useJobs } from '../service/use-jobs.ts';
import { announce, announceNext, announceRarely, useAnnouncement } from '../messages/announcements.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { progressWords } from '../words/progress.ts';

export function Announcer() {
  const text = useAnnouncement((state) => state.text);
  const jobs = useJobs();

  useEffect(() => {
    for (const job of jobs) {
      const words = progressWords(job);
      if (words === null) announceNext(job.job);
      else if (job.state === 'running') announceRarely(job.job, words);
      else announce(words);
    }
  }, [jobs]);

  return (
    <div aria-live="polite">
      <Hidden>{text}</Hidden>
    </div>
  );
}
