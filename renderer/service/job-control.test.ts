import { afterEach, describe, expect, it, vi } from 'vitest';
import { useToast } from '../messages/toasts.ts';
import { service } from './client.ts';
import { jobAction } from './job-control.ts';

vi.mock('./client.ts', () => {
  const call = () => ({ mutate: vi.fn(() => Promise.resolve()) });
  return {
    service: { scan: { cancel: call(), start: call() }, analysis: { pause: call(), resume: call() } },
    errorWords: (error: Error) => error.message,
  };
});

afterEach(() => {
  vi.clearAllMocks();
  useToast.setState({ toast: null });
});

const label = (job: 'scan' | 'analysis', state: 'running' | 'paused' | 'idle' | 'failed' | 'cancelled') =>
  jobAction({ job, state })?.label ?? null;

describe('the action of a job', () => {
  it('cancels a scan, and starts another once it has ended', () => {
    expect(label('scan', 'running')).toBe('Cancel');
    for (const state of ['idle', 'failed', 'cancelled'] as const) {
      expect(label('scan', state)).toBe('Scan the folders again');
    }
  });

  it('pauses and resumes the analysis, which starts by itself', () => {
    expect(label('analysis', 'running')).toBe('Pause');
    expect(label('analysis', 'paused')).toBe('Resume');
    for (const state of ['idle', 'failed', 'cancelled'] as const) expect(label('analysis', state)).toBeNull();
  });

  it('calls the service for what it is called', async () => {
    await jobAction({ job: 'scan', state: 'running' })?.run();
    expect(service.scan.cancel.mutate).toHaveBeenCalledTimes(1);
    await jobAction({ job: 'scan', state: 'idle' })?.run();
    expect(service.scan.start.mutate).toHaveBeenCalledWith({});
    await jobAction({ job: 'analysis', state: 'running' })?.run();
    expect(service.analysis.pause.mutate).toHaveBeenCalledTimes(1);
    await jobAction({ job: 'analysis', state: 'paused' })?.run();
    expect(service.analysis.resume.mutate).toHaveBeenCalledTimes(1);
    expect(useToast.getState().toast).toBeNull();
  });

  it('says why it failed', async () => {
    vi.mocked(service.scan.cancel.mutate).mockRejectedValueOnce(new Error('no scan is running'));
    await jobAction({ job: 'scan', state: 'running' })?.run();
    expect(useToast.getState().toast).toMatchObject({ text: 'no scan is running', tone: 'problem' });
  });
});
