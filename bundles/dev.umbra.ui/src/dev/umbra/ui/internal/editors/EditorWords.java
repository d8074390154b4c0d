package dev.umbra.ui.internal.editors;

/** The words of an editor that differ by what it edits. @param name the field of the name */
record EditorWords(String name, String fresh, String deleted, String readOnly) {
	static final EditorWords PERSONA = new EditorWords("displayName", Messages.persona_new, Messages.persona_deleted, Messages.persona_built_in);
	static final EditorWords TEAM = new EditorWords("name", Messages.team_new, Messages.team_deleted, "");
	static final EditorWords AGENT = new EditorWords("name", Messages.agent_new, Messages.agent_deleted, "");
}
