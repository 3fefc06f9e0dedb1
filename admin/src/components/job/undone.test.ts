import { expect, it } from 'vitest';
import { undoneOf } from './undone';

const restore = { id: 'restore', state: 'done' } as const;
const undo = { id: 'undo', state: 'done', undoes: 'restore' } as const;
const redo = { id: 'redo', state: 'done', undoes: 'undo' } as const;

it('a restore is undone by a job that undoes it', () => {
  expect([...undoneOf([restore])]).toEqual([]);
  expect([...undoneOf([undo, restore])]).toEqual(['restore']);
});

it('but not by one that failed, nor by one that was undone itself', () => {
  expect([...undoneOf([{ ...undo, state: 'failed' }, restore])]).toEqual([]);
  expect([...undoneOf([redo, undo, restore])]).toEqual(['undo']);
});
