package dev.umbra.interop.tests;

/** Claude writes the disk by itself, and may say things after a cancelled turn has ended. */
class ClaudeAgentAcpTest extends AgentScenarios {
	ClaudeAgentAcpTest() {
		super(RealAgent.CLAUDE_AGENT_ACP);
	}

	@Override
	boolean tellsPlans() {
		return true;
	}
}
