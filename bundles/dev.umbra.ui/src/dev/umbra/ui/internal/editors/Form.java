package dev.umbra.ui.internal.editors;

import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;

/** The fields of one kind of record. On the SWT thread. @param <O> the record with what the host knows of it */
interface Form<O> {
	Composite page();

	FieldRows rows();

	/**
	 * Shows what is not bound to a field: the document, or what the host knows, may be another.
	 *
	 * @param one null: not known, or not there yet
	 * @return whether a new layout is due
	 */
	boolean show(@Nullable O one, boolean readOnly);

	/** What is offered in it may be other by now. @param snapshots null while there are none */
	void know(@Nullable Snapshots snapshots);
}
