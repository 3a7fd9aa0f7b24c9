/** A copy of a form as the server sent it: something may have been entered before the scripts came. */
export function asSent(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return copy;
}
