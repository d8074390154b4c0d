/** Tests of the command in this process, against {@link dev.umbra.testkit.FakeHost}. */
package dev.umbra.cli;
