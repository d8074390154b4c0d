package dev.umbra.ui.internal.look;

/** Distances in SWT points; one scale for all parts. */
public final class Space {
	/** Between things that are one: an icon and its word. */
	public static final int TIGHT = 4;
	/** Between neighbours. */
	public static final int NEAR = 8;
	/** Around the content of a part or a card. */
	public static final int INSET = 12;
	/** Between groups. */
	public static final int FAR = 20;

	private Space() {
	}
}
