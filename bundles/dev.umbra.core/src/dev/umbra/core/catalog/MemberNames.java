package dev.umbra.core.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names for the sessions of a team's members: from each persona's pool while there are unused ones, then its name with a number. */
public final class MemberNames {
	private MemberNames() {
	}

	/**
	 * @param members in the team's order; a persona may be there more than once
	 * @param taken titles that are in use
	 * @return one name for each member, all different
	 */
	public static List<String> of(List<Persona> members, Set<String> taken) {
		Set<String> used = new HashSet<>(taken);
		List<String> names = new ArrayList<>();
		for (Persona member : members) {
			String name = member.namePool().stream().filter(each -> !used.contains(each)).findFirst().orElse(null);
			for (int n = 1; name == null; n++) {
				String numbered = member.displayName() + " " + n;
				name = used.contains(numbered) ? null : numbered;
			}
			used.add(name);
			names.add(name);
		}
		return List.copyOf(names);
	}
}
