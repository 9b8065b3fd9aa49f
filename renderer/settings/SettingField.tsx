/** One setting: its row with the control that sets it, at once. The service checks the value; what it says stands here. */
import { useId, useState } from 'react';
import { Segments } from '../controls/Segments.tsx';
import { Switch } from '../controls/Switch.tsx';
import { useAtOnce } from '../controls/use-at-once.ts';
import { t } from '../words/text.ts';
import { changeSetting } from './change-setting.ts';
import { DecibelSlider } from './DecibelSlider.tsx';
import { Row } from './Row.tsx';
import { TESTED_BY, useServiceTest } from './use-service-test.tsx';
import { SETTING_ROWS, type SettingName, type Settings } from './setting-rows.ts';
import type { SettingValue } from './setting-values.ts';
import { TypedSetting } from './TypedSetting.tsx';

interface SettingFieldProps {
  readonly name: SettingName;
  readonly settings: Settings;
  /** What is in force where nothing has been set. */
  readonly usual: Settings;
}

/** A value that the service has refused, and why. */
interface Refused {
  readonly value: SettingValue;
  readonly words: string;
}

export function SettingField({ name, settings, usual }: SettingFieldProps) {
  const id = useId();
  const { label, hint, control } = SETTING_ROWS[name];
  const [refused, setRefused] = useState<Refused | null>(null);
  const problem = refused?.words ?? null;
  const kept = settings[name] as SettingValue;
  const [value, choose] = useAtOnce(kept, async (next) => {
    const words = await changeSetting(name, next, kept);
    setRefused(words === null ? null : { value: next, words });
  });
  const isGroup = control.kind === 'segments';
  const described = {
    'aria-describedby': problem === null ? `${id}-hint` : `${id}-problem`,
    ...(isGroup ? { 'aria-labelledby': `${id}-name` } : { id }),
  };
  const test = useServiceTest(TESTED_BY[name], t(label));
  const typed = control.kind === 'text' || control.kind === 'list';
  return (
    <Row
      id={id}
      labels={isGroup ? undefined : id}
      name={t(label)}
      hint={hint === '' ? '' : t(hint)}
      stacked={typed}
      problem={problem}
      note={test?.outcome}
    >
      {typed ? null : test?.button}
      {control.kind === 'switch' ? <Switch checked={value === true} onChange={choose} {...described} /> : null}
      {control.kind === 'segments' ? (
        <Segments
          value={String(value)}
          options={control.options.map((option) => ({ ...option, label: t(option.label) }))}
          onChange={choose}
          {...described}
        />
      ) : null}
      {control.kind === 'decibels' ? (
        <DecibelSlider value={Number(value)} most={control.most} onChange={choose} {...described} />
      ) : null}
      {typed || control.kind === 'number' ? (
        <TypedSetting
          label={t(label)}
          control={control}
          value={value}
          usual={usual[name]}
          refused={refused}
          onChange={choose}
          onForget={() => setRefused(null)}
          {...described}
        />
      ) : null}
      {typed ? test?.button : null}
    </Row>
  );
}
