/**
 * The document a person edits: one persona, team or agent's definition as an EMF object, with steps that can be undone, with words for
 * what is wrong in a field, and with what to do when the record changes elsewhere meanwhile. Everything belongs to one thread, the SWT
 * thread where there is a window: EMF is not thread-safe, even for reading. What goes in and comes out are records of {@code core} and
 * immutable values ({@link dev.umbra.catalog.Draft}), which any thread may have. Start with {@link dev.umbra.catalog.Document}. The
 * classes of the model, {@code dev.umbra.catalog.model}, are generated in the build of {@code model/catalog.ecore}.
 */
@NullMarked
package dev.umbra.catalog;

import org.jspecify.annotations.NullMarked;
