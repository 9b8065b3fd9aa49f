/** A control with what it was last told, for tests to read. */
import { useState, type ReactNode } from 'react';

interface ShownProps<Value> {
  readonly name: string;
  readonly first: Value;
  readonly children: (value: Value, set: (value: Value) => void) => ReactNode;
}

export function Shown<Value>({ name, first, children }: ShownProps<Value>) {
  const [value, set] = useState(first);
  return (
    <section aria-label={name} style={{ padding: 8 }}>
      {children(value, set)}
      <p aria-label="Value" role="note">
        {JSON.stringify(value)}
      </p>
    </section>
  );
}
