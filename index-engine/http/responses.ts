/**
 * The content of responses in both encodings: full names for JSON, first letters for MessagePack.
 */

import type { IndexInfo, SearchResult, SegmentInfo } from '../contract/fingerprint-index.ts';
import type { MsgpackInput } from './msgpack-encode.ts';

/** The content of a response in both encodings. */
export interface WireResponse {
  readonly json: MsgpackInput;
  readonly msgpack: MsgpackInput;
}

export function searchResponse(results: readonly SearchResult[]): WireResponse {
  return {
    json: { results: results.map(({ id, score }) => ({ id, score })) },
    msgpack: { r: results.map(({ id, score }) => ({ i: id, s: score })) },
  };
}

export function versionResponse(version: number): WireResponse {
  return { json: { version }, msgpack: { v: version } };
}

export function createResponse(version: number, generation: number): WireResponse {
  return { json: { version, ready: true, generation }, msgpack: { v: version, r: true, g: generation } };
}

export function deleteResponse(deleted: boolean): WireResponse {
  return { json: { deleted }, msgpack: { d: deleted } };
}

export function errorResponse(code: string): WireResponse {
  return { json: { error: code }, msgpack: { e: code } };
}

export const EMPTY_RESPONSE: WireResponse = { json: {}, msgpack: {} };

/** JSON has the names of both generations of servers. */
export function infoResponse(info: IndexInfo): WireResponse {
  const { version, metadata, documents, segments, minDocumentId, maxDocumentId } = info;
  const stats = { min_doc_id: minDocumentId, max_doc_id: maxDocumentId, num_segments: segments, num_docs: documents };
  return {
    json: {
      version,
      metadata,
      stats,
      segments,
      docs: documents,
      attributes: { min_document_id: minDocumentId, max_document_id: maxDocumentId },
    },
    msgpack: { v: version, m: metadata, s: stats },
  };
}

export function segmentsResponse(segments: readonly SegmentInfo[]): WireResponse {
  const items = segments.map(({ kind, documents, deadDocuments, tombstones, postings, bytes }) => ({
    kind,
    docs: documents,
    deleted_docs: deadDocuments,
    tombstones,
    items: postings,
    size: bytes,
  }));
  return { json: { segments: items }, msgpack: { s: items } };
}
