// Dragging cards by pragmatic-drag-and-drop. Every drag also has a menu and a key; this is for who likes the mouse.
//
//   <li {@attach dragCard(() => card)}>            <ul {@attach dropCard({ may: (card) => …, drop: (card) => … })}>
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import type { Attachment } from 'svelte/attachments';
import type { Card } from './words';

class Dragging {
  card = $state.raw<Card | null>(null);
  over = $state<string | null>(null);
}
export const dragging = new Dragging();

const word = 'baton.card';

export function dragCard(card: () => Card, may: () => boolean): Attachment<HTMLElement> {
  return (element) =>
    draggable({
      element,
      canDrag: may,
      getInitialData: () => ({ [word]: card() }),
      onDragStart: () => (dragging.card = card()),
      onDrop: () => {
        dragging.card = null;
        dragging.over = null;
      },
    });
}

export function dropCard(target: { name: string; may: (card: Card) => boolean; drop: (card: Card) => void }): Attachment<HTMLElement> {
  const of = (data: Record<string | symbol, unknown>) => data[word] as Card | undefined;
  return (element) =>
    dropTargetForElements({
      element,
      canDrop: ({ source }) => {
        const card = of(source.data);
        return card !== undefined && target.may(card);
      },
      onDragEnter: () => (dragging.over = target.name),
      onDragLeave: () => {
        if (dragging.over === target.name) dragging.over = null;
      },
      onDrop: ({ source }) => {
        const card = of(source.data);
        if (card) target.drop(card);
      },
    });
}
