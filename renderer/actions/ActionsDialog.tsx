/**
 * Actions on the chosen tracks: an action or a saved group on the left, its parameters as fields, and beside them what
 * would change. They are applied as one batch, which changes what the preview has shown, or nothing.
 */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type MouseEvent } from 'react';
import type { ActionCatalog, ActionGroup } from '../../app/model/actions.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Icon, type IconName } from '../controls/Icon.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { useControlEnter } from '../controls/use-control-enter.ts';
import { closeAround, WideDialog } from '../controls/WideDialog.tsx';
import { runOnChoice } from '../selection/edit-choice.ts';
import { amountOf, type TrackChoice } from '../selection/track-choice.ts';
import { api, errorWords } from '../service/client.ts';
import { actionName } from '../words/action-names.ts';
import { printedKey } from '../words/printed-key.ts';
import { asSentence } from '../words/sentence.ts';
import { serviceText, t } from '../words/text.ts';
import styles from './ActionsDialog.module.css';
import { actionIcon } from './action-icons.ts';
import { draftOfGroup, stepsOfDraft, textOf, type DraftStep } from './draft.ts';
import { ParameterField } from './ParameterField.tsx';
import { Preview } from './Preview.tsx';
import { SaveGroup } from './SaveGroup.tsx';
import { useActionPreview } from './use-action-preview.ts';

interface ActionsDialogProps {
  readonly tracks: TrackChoice;
  /** The action that is shown first; `null` for the usual one. */
  readonly action: string | null;
  readonly onClose: () => void;
}

export function ActionsDialog({ tracks, action, onClose }: ActionsDialogProps) {
  const { data, error } = useQuery(api.actions.list.queryOptions());
  return (
    <WideDialog title={t('Actions')} note={t('{{count}} tracks', { count: amountOf(tracks) })} onClose={onClose}>
      {data === undefined ? (
        <div className={styles.waiting}>
          {error === null ? <Loading /> : <Note tone="problem">{errorWords(error)}</Note>}
        </div>
      ) : (
        <Actions catalog={data} tracks={tracks} begin={action ?? USUAL} />
      )}
    </WideDialog>
  );
}

interface ActionsProps {
  readonly catalog: ActionCatalog;
  readonly tracks: TrackChoice;
  readonly begin: string;
}

const USUAL = 'case';

function Actions({ catalog, tracks, begin }: ActionsProps) {
  const [draft, setDraft] = useState<readonly DraftStep[]>([{ action: begin, texts: {} }]);
  const [at, setAt] = useState(0);
  const [group, setGroup] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const applied = useRef(false);
  const applies = useRef<HTMLButtonElement>(null);
  useControlEnter(applies);
  const step = draft[at] ?? { action: begin, texts: {} };
  const info = catalog.actions.find(({ name }) => name === step.action);
  const steps = stepsOfDraft(draft, catalog.actions);
  const { preview, error } = useActionPreview(tracks, steps);
  const changing = preview?.result.tracks ?? 0;

  function changeStep(change: DraftStep): void {
    setDraft(draft.map((one, index) => (index === at ? change : one)));
  }

  function chooseGroup(chosen: ActionGroup): void {
    setDraft(draftOfGroup(chosen));
    setAt(0);
    setGroup(chosen.name);
  }

  function apply(event: MouseEvent<HTMLElement>): void {
    if (applied.current || steps === null || preview === null) return;
    applied.current = true;
    const name = group ?? draft.map(({ action }) => actionName(action)).join(', ');
    closeAround(event);
    void runOnChoice(tracks, steps, t('{{name}}: tags changed', { name }), preview.result.digest);
  }

  return (
    <>
      <div className={styles.panes}>
        <nav className={styles.list} aria-label={t('Actions')}>
          {catalog.actions.map(({ name }) => (
            <Entry
              key={name}
              label={actionName(name)}
              icon={actionIcon(name)}
              isChosen={group === null && step.action === name}
              onChoose={() => {
                if (group === null) changeStep({ action: name, texts: {} });
                else setDraft([{ action: name, texts: {} }]);
                if (group !== null) setAt(0);
                setGroup(null);
              }}
            />
          ))}
          <h3>{t('Groups')}</h3>
          {[...catalog.saved, ...catalog.builtIn].map((one) => (
            <Entry
              key={one.name}
              label={catalog.builtIn.includes(one) ? serviceText(`group: ${one.name}`, one.name) : one.name}
              icon="group"
              amount={one.steps.length}
              isChosen={group === one.name}
              onChoose={() => chooseGroup(one)}
            />
          ))}
        </nav>
        <section className={styles.parameters} aria-label={t('What it does')}>
          {draft.length > 1 ? (
            <ol className={styles.steps}>
              {draft.map((one, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- an action may come twice, and its place is what it is
                <li key={index}>
                  <Button look="quiet" size="small" aria-pressed={index === at} onClick={() => setAt(index)}>
                    {`${index + 1}. ${actionName(one.action)}`}
                  </Button>
                  <IconButton
                    icon="close"
                    size={11}
                    label={t('Take away: {{action}}', { action: actionName(one.action) })}
                    onClick={() => {
                      setDraft(draft.filter((other) => other !== one));
                      setAt(0);
                    }}
                  />
                </li>
              ))}
            </ol>
          ) : null}
          <h3>{actionName(step.action)}</h3>
          <p>{info === undefined ? '' : asSentence(serviceText(`action: ${info.name}`, info.summary))}</p>
          {info?.parameters.map((parameter) => (
            <ParameterField
              key={`${at} ${step.action} ${parameter.name}`}
              parameter={parameter}
              text={textOf(step, parameter)}
              onText={(text) => changeStep({ ...step, texts: { ...step.texts, [parameter.name]: text } })}
            />
          ))}
          <div>
            <Button
              look="quiet"
              icon="add"
              onClick={() => {
                setDraft([...draft, { action: 'clean', texts: {} }]);
                setAt(draft.length);
                setGroup(null);
              }}
            >
              {t('Then another action')}
            </Button>
          </div>
        </section>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys */}
        <section className={styles.preview} aria-label={t('Preview')} aria-busy={preview === null} tabIndex={0}>
          <h3>{t('Preview')}</h3>
          {error === null ? null : (
            <Note tone="problem" urgent>
              {errorWords(error)}
            </Note>
          )}
          {steps === null ? (
            <p className={styles.nothing}>{t('Fill in what it needs to see what would change.')}</p>
          ) : null}
          {preview !== null ? <Preview preview={preview} /> : steps !== null && error === null ? <Loading /> : null}
        </section>
      </div>
      {saving && steps !== null ? (
        <SaveGroup
          steps={steps}
          onDone={(name) => {
            setSaving(false);
            if (name !== null) setGroup(name);
          }}
        />
      ) : (
        <footer className={styles.foot}>
          <p aria-live="polite">
            <b>
              {preview === null
                ? t('{{count}} tracks', { count: amountOf(tracks) })
                : `${t('{{count}} tracks', { count: preview.result.matched })}, ${changing === 0 ? t('no change') : t('{{count}} change', { count: changing })}`}
            </b>
            <small>{t('Your edits only: the files stay as they are. Undo takes back all of it.')}</small>
          </p>
          <Button disabled={steps === null} onClick={() => setSaving(true)}>
            {t('Save as group …')}
          </Button>
          <Button onClick={closeAround}>{t('Cancel')}</Button>
          <Button
            ref={applies}
            look="primary"
            title={printedKey('Ctrl+Enter')}
            disabled={changing === 0}
            onClick={apply}
          >
            {t('Apply as one batch')}
          </Button>
        </footer>
      )}
    </>
  );
}

interface EntryProps {
  readonly label: string;
  readonly icon: IconName;
  readonly amount?: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Entry({ label, icon, amount, isChosen, onChoose }: EntryProps) {
  return (
    <button type="button" className={styles.entry} aria-pressed={isChosen} onClick={onChoose}>
      <Icon name={icon} size={14} />
      <span>{label}</span>
      {amount === undefined || amount === 1 ? null : <small>{amount}</small>}
    </button>
  );
}
