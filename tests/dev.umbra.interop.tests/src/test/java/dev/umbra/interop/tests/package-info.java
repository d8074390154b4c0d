/**
 * Tests with agents of other makers, run only where the environment variable {@code UMBRA_PEERS} names an install of them
 * (one folder per agent, each an npm install), and counted as skipped otherwise. The agents are real, the host process is
 * real, the model is {@link dev.umbra.interop.tests.ScriptedModel}: nothing leaves the machine and no key is needed. What
 * every agent must do is in {@link dev.umbra.interop.tests.AgentScenarios}; start there.
 */
@NullMarked
package dev.umbra.interop.tests;

import org.jspecify.annotations.NullMarked;
