/** The files that the page recognises, as its parts show them. */
import { create } from 'zustand';
import { FileRecogniser, NO_FILES, type HeardFiles } from './heard-files.ts';
import { lookUpFile } from './sound-file.ts';

/** Tracks that are named for each file. */
const MATCHES = 10;

export const useHeardFiles = create<HeardFiles>()(() => NO_FILES);

export const recogniser = new FileRecogniser(
  (file, request) => lookUpFile(file, MATCHES, request),
  (now) => useHeardFiles.setState(now, true),
);
