package dev.umbra.ui.internal.editors;

/** What a form asks of the view around it. On the SWT thread. */
interface Shown {
	/** The host has something new. */
	void look();

	/** Something has another height. */
	void fit();
}
