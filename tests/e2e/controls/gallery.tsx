/** Every control of the page on a page of its own, with what was done with it in words: `controls.spec.ts` tries them. */
import '@fontsource-variable/inter';
import '@fontsource-variable/source-serif-4';
import '../../../renderer/tokens.css';
import '../../../renderer/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from '../../../renderer/service/client.ts';
import { Choices } from './choices.tsx';
import { Messages } from './messages.tsx';
import { Opened } from './opened.tsx';
import { Texts } from './texts.tsx';

function Gallery(): ReactNode {
  return (
    <main style={{ height: '100%', overflow: 'auto', padding: 24 }}>
      <h1>Controls</h1>
      <Choices />
      <Texts />
      <Opened />
      <Messages />
    </main>
  );
}

createRoot(document.querySelector('#app')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Gallery />
    </QueryClientProvider>
  </StrictMode>,
);
