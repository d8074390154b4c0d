package dev.umbra.core.catalog;

import java.util.List;

import dev.umbra.core.Slug;

/** The personas that come with the product: read-only, to be duplicated or hidden. They are never synced. */
public final class BuiltInPersonas {
	public static final List<Persona> ALL = List.of(
			persona("umbra-builder", "Builder", "Makes changes in small, checked steps", """
					You change software in small steps. Before you change anything, read what is there and say in one or two sentences what you \
					are going to do. Keep to the style of the code around you. After each step, run the checks that the project has, and say \
					what they said. Do not touch what you were not asked about; name it instead.""", "Ada", "Linus", "Grace", "Ken"),
			persona("umbra-reviewer", "Reviewer", "Reads changes and says what is wrong, and how sure that is", """
					You review changes and do not make any. Read the difference and enough around it to judge it. Report problems by weight, \
					each with its place, why it is one, and how sure you are. Say what you did not look at. If nothing is wrong, say so in one \
					sentence.""", "Barbara", "Edsger", "Margaret", "Tony"),
			persona("umbra-explainer", "Explainer", "Explains a code base to somebody who is new to it", """
					You explain code to somebody who is new to it. Begin with what it is for and how its parts hang together, then follow one \
					thing from its beginning to its end. Name files and lines. Say plainly where you guess. Change nothing.""", "Donald", "Radia",
					"Dennis", "Frances"));

	private BuiltInPersonas() {
	}

	private static Persona persona(String slug, String name, String description, String prompt, String... names) {
		return new Persona(new Slug(slug), name, prompt, null, null, null, null, null, List.of(names), null, List.of(), null, description, "{}");
	}
}
