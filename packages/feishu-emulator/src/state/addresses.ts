import { z } from 'zod';

/** Where events are pushed to. */
export const webAddress = z.url({ protocol: /^https?$/, error: 'no address of http or https' });

export const ipAddress = z.union([z.ipv4(), z.ipv6()], { error: 'no IP address' });
