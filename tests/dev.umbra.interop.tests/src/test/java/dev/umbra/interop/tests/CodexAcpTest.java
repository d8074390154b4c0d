package dev.umbra.interop.tests;

/** Codex asks before it announces the tool call, with ids that are strings, and does not end with its stdin. */
class CodexAcpTest extends AgentScenarios {
	CodexAcpTest() {
		super(RealAgent.CODEX_ACP);
	}

	@Override
	String afterRejection() {
		return "cancelled";
	}

	@Override
	boolean tellsPlans() {
		return true;
	}

	/** A warning, in every turn, that it does not know the model. */
	@Override
	String preface() {
		return "Model metadata for `script` not found. Defaulting to fallback metadata; this can degrade performance and cause issues.";
	}
}
