/** Tests of the client without OSGi and without a host process; see {@link dev.umbra.testkit.FakeHost}. */
package dev.umbra.client;
