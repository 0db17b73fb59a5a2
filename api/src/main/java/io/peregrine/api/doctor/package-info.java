/** What this machine offers a low-latency engine, and how to improve it. Reads /proc and /sys; changes nothing. */
package io.peregrine.api.doctor;
