package dev.umbra.interop.tests;

/** opencode writes through our {@code fs/*}, after a permission that it asked itself: that must not be asked twice. */
class OpencodeTest extends AgentScenarios {
	OpencodeTest() {
		super(RealAgent.OPENCODE);
	}
}
