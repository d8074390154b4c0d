package dev.umbra.ui;

/** Ids in the application model, as in {@code fragment.e4xmi} and the product's {@code Application.e4xmi}. */
public final class Elements {
	public static final String AGENTS = "dev.umbra.ui.part.agents";
	/** One per session; also the place where a new one is begun. */
	public static final String SESSION = "dev.umbra.ui.part.session";
	public static final String ATTENTION = "dev.umbra.ui.part.attention";
	/** More about the session in front, and the notes of its folder. */
	public static final String DETAILS = "dev.umbra.ui.part.details";
	/** Made when somebody wants to see it. */
	public static final String AGENT_LOG = "dev.umbra.ui.part.agentLog";

	/** The feed of the agent that is selected in the Agents part, or chosen in the part itself. */
	public static final String ACTIVITY = "dev.umbra.ui.part.activity";
	/** All sessions there ever were. */
	public static final String HISTORY = "dev.umbra.ui.part.history";
	/** What host and windows count about themselves. Made when somebody wants to see it. */
	public static final String DIAGNOSTICS = "dev.umbra.ui.part.diagnostics";

	/** One per persona, team or agent that is edited; beside the sessions. */
	public static final String EDITOR = "dev.umbra.ui.part.editor";

	/** Sessions open here. In the IDE it is made when the first session opens. */
	public static final String SESSION_STACK = "dev.umbra.ui.stack.sessions";
	public static final String AGENTS_STACK = "dev.umbra.ui.stack.agents";
	public static final String DETAILS_STACK = "dev.umbra.ui.stack.details";
	public static final String BOTTOM_STACK = "dev.umbra.ui.stack.bottom";

	/** Key in a session part's persisted state: the session's id, absent while none was begun. */
	public static final String SESSION_KEY = "dev.umbra.session";

	/**
	 * Key in a session part's persisted state: the id of the entry at the top of the view, empty or absent while it is at its
	 * end. Kept per window by the host too; a part that has it when it is made begins there.
	 */
	public static final String SCROLL_KEY = "dev.umbra.scroll";

	/**
	 * Key of {@code Control.getData} of the control that paints a transcript: a {@code java.util.function.Supplier} of the
	 * text that a screen reader finds in it, a {@code String}: all entries that are here, whether painted or not. To be asked
	 * on the SWT thread.
	 */
	public static final String TRANSCRIPT_TEXT = "dev.umbra.transcript.text";
	/** Key of {@code Control.getData} of the same control: a {@code java.util.function.IntSupplier} of how many entries are in it. */
	public static final String TRANSCRIPT_ENTRIES = "dev.umbra.transcript.entries";

	/** Name of a value in the application's context: the id of the agent that was selected last in the Agents part. */
	public static final String SELECTED_AGENT = "dev.umbra.ui.selectedAgent";

	private Elements() {
	}
}
