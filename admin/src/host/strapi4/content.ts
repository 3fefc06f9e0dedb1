/** The pages of Strapi 4 ask for content whenever they are opened. */
export function forgetContent(): void {}
