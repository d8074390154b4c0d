package dev.umbra.ui.internal.relays;

import java.util.function.Consumer;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

import dev.umbra.core.Failure;

/** What a {@link FormDialog} asks for, and what becomes of it. On the SWT thread. */
interface Form {
	/** @param resized words came or went: another height may be needed @return where a person begins */
	Control fill(Composite area, Runnable resized);

	/** Says at the fields what is wrong with them. @return whether nothing is */
	boolean checked();

	/** Asks for it to be done. One of the two is called once, on the SWT thread, unless the dialog is gone by then. */
	void send(Runnable done, Consumer<Failure> failed);
}
