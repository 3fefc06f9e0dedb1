/** Of one line of text, in pixels: kept free where something is going to be said, so that nothing moves then. */
export const LINE_HEIGHT = 20;
